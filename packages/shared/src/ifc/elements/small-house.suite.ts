import { printStepFile } from "../step/print-step.suite.ts";

/** A valid GlobalId that ends in `n`. */
export function globalIdOf(n: number): string {
  return `0000000000000000000${String(n).padStart(3, "0")}`;
}

/**
 * A house of IFC4 in millimetres, written out by hand: two storeys, a wall with an opening and a window, a typed door, a
 * space, two pipes joined at ports, a system, a zone and every kind of property.
 */
export const SMALL_HOUSE: readonly string[] = [
  `#1=IFCPROJECT('${globalIdOf(1)}',$,'House',$,$,$,$,$,#2);`,
  "#2=IFCUNITASSIGNMENT((#3,#4,#5,#6,#9));",
  "#3=IFCSIUNIT(*,.LENGTHUNIT.,.MILLI.,.METRE.);",
  "#4=IFCSIUNIT(*,.AREAUNIT.,$,.SQUARE_METRE.);",
  "#5=IFCCONVERSIONBASEDUNIT(#8,.PLANEANGLEUNIT.,'DEGREE',#7);",
  "#6=IFCDERIVEDUNIT((#62,#63,#64),.THERMALTRANSMITTANCEUNIT.,$);",
  "#7=IFCMEASUREWITHUNIT(IFCPLANEANGLEMEASURE(0.0174532925199433),#61);",
  "#8=IFCDIMENSIONALEXPONENTS(0,0,0,0,0,0,0);",
  "#9=IFCMONETARYUNIT('CNY');",
  "#61=IFCSIUNIT(*,.PLANEANGLEUNIT.,$,.RADIAN.);",
  "#62=IFCDERIVEDUNITELEMENT(#65,1);",
  "#63=IFCDERIVEDUNITELEMENT(#4,-1);",
  "#64=IFCDERIVEDUNITELEMENT(#66,-1);",
  "#65=IFCSIUNIT(*,.POWERUNIT.,$,.WATT.);",
  "#66=IFCSIUNIT(*,.THERMODYNAMICTEMPERATUREUNIT.,$,.KELVIN.);",
  `#10=IFCSITE('${globalIdOf(10)}',$,'Site',$,$,$,$,$,$,$,$,$,$,$);`,
  `#11=IFCBUILDING('${globalIdOf(11)}',$,'Building',$,$,$,$,$,$,$,$,$);`,
  `#13=IFCBUILDINGSTOREY('${globalIdOf(13)}',$,'Upper',$,$,$,$,$,$,3000.);`,
  `#12=IFCBUILDINGSTOREY('${globalIdOf(12)}',$,'Ground',$,$,$,$,'Level 0',$,0.);`,
  "#14=IFCRELAGGREGATES('x',$,$,$,#1,(#10));",
  "#15=IFCRELAGGREGATES('x',$,$,$,#10,(#11));",
  "#16=IFCRELAGGREGATES('x',$,$,$,#11,(#12,#13));",
  `#20=IFCWALL('${globalIdOf(20)}',$,'South wall','Faces south','Facade',#90,#91,'W-1',.SOLIDWALL.);`,
  `#21=IFCOPENINGELEMENT('${globalIdOf(21)}',$,'Hole',$,$,#90,#91,$,.OPENING.);`,
  `#22=IFCWINDOW('${globalIdOf(22)}',$,'Window',$,$,#90,#91,'F-1',1200.,800.,.WINDOW.,.SINGLE_PANEL.,$);`,
  `#23=IFCDOOR('${globalIdOf(23)}',$,'Door A',$,$,#90,#91,'T-1',2100.,900.,.DOOR.,.SINGLE_SWING_LEFT.,$);`,
  `#24=IFCDOOR('${globalIdOf(24)}',$,'Door B',$,$,#90,#91,'T-2',2100.,900.,.DOOR.,.SINGLE_SWING_LEFT.,$);`,
  `#25=IFCSPACE('${globalIdOf(25)}',$,'101',$,$,#90,#91,'Kitchen',.ELEMENT.,.INTERNAL.,$);`,
  `#26=IFCDOORTYPE('${globalIdOf(26)}',$,'Door type',$,$,(#44,#45),$,'DT','Oak door',.DOOR.,.SINGLE_SWING_LEFT.,$,$);`,
  "#27=IFCRELVOIDSELEMENT('x',$,$,$,#20,#21);",
  "#28=IFCRELFILLSELEMENT('x',$,$,$,#21,#22);",
  "#29=IFCRELCONTAINEDINSPATIALSTRUCTURE('x',$,$,$,(#20,#22,#23),#12);",
  "#30=IFCRELCONTAINEDINSPATIALSTRUCTURE('x',$,$,$,(#24,#70,#71),#13);",
  "#31=IFCRELAGGREGATES('x',$,$,$,#12,(#25));",
  "#32=IFCRELDEFINESBYTYPE('x',$,$,$,(#23,#24),#26);",
  // Property sets: of the wall, of the door type and of one door.
  "#40=IFCPROPERTYSET('x',$,'Pset_WallCommon',$,(#50,#51,#52,#53,#54,#55,#56,#57));",
  "#41=IFCRELDEFINESBYPROPERTIES('x',$,$,$,(#20),#40);",
  "#42=IFCELEMENTQUANTITY('x',$,'Qto_WallBaseQuantities',$,$,(#58,#59,#60));",
  "#43=IFCRELDEFINESBYPROPERTIES('x',$,$,$,(#20),#42);",
  "#44=IFCPROPERTYSET('x',$,'Pset_DoorCommon',$,(#46,#47));",
  "#45=IFCDOORLININGPROPERTIES('x',$,$,$,50.,$,$,$,$,$,$,$,$,$,$,$,$);",
  "#46=IFCPROPERTYSINGLEVALUE('FireRating',$,IFCLABEL('EI 30'),$);",
  "#47=IFCPROPERTYSINGLEVALUE('IsExternal',$,IFCBOOLEAN(.F.),$);",
  "#48=IFCPROPERTYSET('x',$,'Pset_DoorCommon',$,(#49));",
  "#49=IFCPROPERTYSINGLEVALUE('FireRating',$,IFCLABEL('EI 60'),$);",
  "#39=IFCRELDEFINESBYPROPERTIES('x',$,$,$,(#24),#48);",
  "#50=IFCPROPERTYSINGLEVALUE('IsExternal',$,IFCBOOLEAN(.T.),$);",
  "#51=IFCPROPERTYSINGLEVALUE('ThermalTransmittance',$,IFCTHERMALTRANSMITTANCEMEASURE(0.24),$);",
  "#52=IFCPROPERTYENUMERATEDVALUE('Status',$,(IFCLABEL('NEW'),IFCLABEL('TEMPORARY')),$);",
  "#53=IFCPROPERTYLISTVALUE('Heights',$,(IFCLENGTHMEASURE(1.),IFCLENGTHMEASURE(2.)),$);",
  "#54=IFCPROPERTYBOUNDEDVALUE('Load',$,IFCREAL(9.),IFCREAL(1.),$,IFCREAL(5.));",
  "#55=IFCPROPERTYTABLEVALUE('Curve',$,(IFCREAL(1.),IFCREAL(2.)),(IFCREAL(10.),IFCREAL(20.)),$,$,$,$);",
  "#56=IFCPROPERTYREFERENCEVALUE('Maker',$,$,#80);",
  "#57=IFCCOMPLEXPROPERTY('Fire',$,'use',(#46));",
  "#58=IFCQUANTITYLENGTH('Length',$,$,4200.,$);",
  "#59=IFCQUANTITYAREA('NetSideArea',$,$,10.5,$);",
  "#60=IFCQUANTITYLENGTH('LengthInMetres',$,#67,4.2,$);",
  "#67=IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.);",
  // Pipes, joined at ports, in a system; the space in a zone.
  `#70=IFCPIPESEGMENT('${globalIdOf(70)}',$,'Pipe 1',$,$,#90,#91,$,.RIGIDSEGMENT.);`,
  `#71=IFCPIPESEGMENT('${globalIdOf(71)}',$,'Pipe 2',$,$,#90,#91,$,.RIGIDSEGMENT.);`,
  `#72=IFCDISTRIBUTIONPORT('${globalIdOf(72)}',$,'Out',$,$,#90,$,.SOURCE.,.PIPE.,$);`,
  `#73=IFCDISTRIBUTIONPORT('${globalIdOf(73)}',$,'In',$,$,#90,$,.SINK.,.PIPE.,$);`,
  "#74=IFCRELNESTS('x',$,$,$,#70,(#72));",
  "#75=IFCRELCONNECTSPORTTOELEMENT('x',$,$,$,#73,#71);",
  "#76=IFCRELCONNECTSPORTS('x',$,$,$,#72,#73,$);",
  `#77=IFCDISTRIBUTIONSYSTEM('${globalIdOf(77)}',$,'Drains',$,$,'Foul drains',.SEWAGE.);`,
  "#78=IFCRELASSIGNSTOGROUP('x',$,$,$,(#70,#71),$,#77);",
  "#79=IFCRELSERVICESBUILDINGS('x',$,$,$,#77,(#11));",
  "#80=IFCMATERIAL('Brick',$,'masonry');",
  "#81=IFCMATERIALLAYER(#80,240.,$,$,$,$,$);",
  "#82=IFCMATERIALLAYER($,60.,.T.,'Air',$,$,$);",
  "#83=IFCMATERIALLAYERSET((#81,#82),'Cavity wall',$);",
  "#84=IFCMATERIALLAYERSETUSAGE(#83,.AXIS2.,.POSITIVE.,0.,$);",
  "#85=IFCRELASSOCIATESMATERIAL('x',$,$,$,(#20),#84);",
  "#86=IFCCLASSIFICATION('CSI','2016',$,'OmniClass',$,$,$);",
  "#87=IFCCLASSIFICATIONREFERENCE($,'21-02','Shell',#86,$,$);",
  "#88=IFCCLASSIFICATIONREFERENCE('https://example.org','21-02 20','Walls',#87,$,$);",
  "#89=IFCRELASSOCIATESCLASSIFICATION('x',$,$,$,(#20),#88);",
  "#90=IFCLOCALPLACEMENT($,#92);",
  "#91=IFCPRODUCTDEFINITIONSHAPE($,$,());",
  "#92=IFCAXIS2PLACEMENT3D(#93,$,$);",
  "#93=IFCCARTESIANPOINT((0.,0.,0.));",
];

/** {@link SMALL_HOUSE} as a file, with records added. */
export function smallHouse(...more: readonly string[]): Uint8Array {
  return printStepFile([...SMALL_HOUSE, ...more]);
}
