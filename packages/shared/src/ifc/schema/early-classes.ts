/**
 * Products of IFC4x3's release candidates that ADD2 dropped (their kind is now the PredefinedType of the
 * superclass), in the form of `IFC_CLASS_LINES`. Source: buildingSMART, IFC4.3 RC2 and RC3, 2020–2021, IfcGeotechnicalStratum.
 */
export const EARLY_CLASS_LINES = `
0 IfcSolidStratum IfcGeotechnicalStratum
0 IfcVoidStratum IfcGeotechnicalStratum
0 IfcWaterStratum IfcGeotechnicalStratum
`;
