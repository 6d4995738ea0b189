import { crc32, deflateRawSync } from "node:zlib";

/** A wall of {@link buildWallModel}. */
export interface TestWall {
  readonly globalId: string;
  readonly name?: string;
  /** Where it stands along x, metres. */
  readonly x?: number;
  readonly fireRating?: string;
}

/** A valid GlobalId that ends in `n`. */
export const wallId = (n: number) => `1WALL$0000000000${String(n).padStart(6, "0")}`;

/** Walls side by side, 1 m apart. */
export const rowOfWalls = (count: number): TestWall[] =>
  Array.from({ length: count }, (_, n) => ({ globalId: wallId(n), name: `Wall ${n}`, x: n }));

/**
 * An IFC4 file in metres with walls of 0.5 × 0.2 × 3 m on one storey, and a site whose reference point says where it
 * stands unless `lonLat` is null.
 */
export function buildWallModel(
  walls: readonly TestWall[],
  lonLat: readonly [lonDeg: number, latDeg: number] | null = [115.98, 36.45],
): string {
  const [lon, lat] = lonLat ? [compoundAngle(lonLat[0]), compoundAngle(lonLat[1])] : ["$", "$"];
  const lines = [
    "#1=IFCPROJECT('1PROJECT00000000000000',$,'Walls',$,$,$,$,(#3),#2);",
    "#2=IFCUNITASSIGNMENT((#10,#11));",
    "#10=IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.);",
    "#11=IFCSIUNIT(*,.PLANEANGLEUNIT.,$,.RADIAN.);",
    "#3=IFCGEOMETRICREPRESENTATIONCONTEXT($,'Model',3,1.E-5,#4,$);",
    "#4=IFCAXIS2PLACEMENT3D(#5,$,$);",
    "#5=IFCCARTESIANPOINT((0.,0.,0.));",
    "#6=IFCLOCALPLACEMENT($,#4);",
    `#7=IFCSITE('1SITE00000000000000000',$,'Site',$,$,#6,$,$,.ELEMENT.,${lat},${lon},35.,$,$);`,
    "#8=IFCBUILDING('1BUILDING0000000000000',$,'Building',$,$,#6,$,$,.ELEMENT.,$,$,$);",
    "#9=IFCBUILDINGSTOREY('1STOREY000000000000000',$,'\\X2\\4E00697C\\X0\\',$,$,#6,$,$,.ELEMENT.,0.);",
    "#12=IFCRELAGGREGATES('1REL000000000000000001',$,$,$,#1,(#7));",
    "#13=IFCRELAGGREGATES('1REL000000000000000002',$,$,$,#7,(#8));",
    "#14=IFCRELAGGREGATES('1REL000000000000000003',$,$,$,#8,(#9));",
    "#15=IFCRECTANGLEPROFILEDEF(.AREA.,$,$,0.5,0.2);",
    "#16=IFCDIRECTION((0.,0.,1.));",
    "#17=IFCEXTRUDEDAREASOLID(#15,#4,#16,3.);",
    "#18=IFCSHAPEREPRESENTATION(#3,'Body','SweptSolid',(#17));",
    "#19=IFCPRODUCTDEFINITIONSHAPE($,$,(#18));",
    ...walls.flatMap(wallLines),
    `#20=IFCRELCONTAINEDINSPATIALSTRUCTURE('1REL000000000000000004',$,$,$,(${walls.map((_, n) => `#${100 + 10 * n}`).join(",")}),#9);`,
  ];
  return [
    "ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\nFILE_NAME('walls','',(''),(''),'','','');",
    "FILE_SCHEMA(('IFC4'));\nENDSEC;\nDATA;",
    ...lines,
    "ENDSEC;\nEND-ISO-10303-21;\n",
  ].join("\n");
}

function wallLines({ globalId, name = globalId, x = 0, fireRating }: TestWall, n: number): string[] {
  const id = 100 + 10 * n;
  const rating = fireRating ?? "";
  return [
    `#${id + 1}=IFCCARTESIANPOINT((${x.toFixed(3)},0.,0.));`,
    `#${id + 2}=IFCAXIS2PLACEMENT3D(#${id + 1},$,$);`,
    `#${id + 3}=IFCLOCALPLACEMENT(#6,#${id + 2});`,
    `#${id}=IFCWALL('${globalId}',$,'${name}',$,$,#${id + 3},#19,'T-${Number(globalId.slice(-6))}',.SOLIDWALL.);`,
    ...(rating === ""
      ? []
      : [
          `#${id + 4}=IFCPROPERTYSINGLEVALUE('FireRating',$,IFCLABEL('${rating}'),$);`,
          `#${id + 5}=IFCPROPERTYSET('1PSET${String(n).padStart(17, "0")}',$,'Pset_WallCommon',$,(#${id + 4}));`,
          `#${id + 6}=IFCRELDEFINESBYPROPERTIES('1RELP${String(n).padStart(17, "0")}',$,$,$,(#${id}),#${id + 5});`,
        ]),
  ];
}

/** Degrees, minutes, seconds, millionths. */
function compoundAngle(deg: number): string {
  const micro = Math.round(deg * 3600e6);
  const parts = [micro / 3600e6, (micro / 60e6) % 60, (micro / 1e6) % 60, micro % 1e6].map(Math.trunc);
  return `(${parts.join(",")})`;
}

/** A file of a {@link buildZip}. */
export interface ZipMember {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What the archive says of it, where that is to be untrue. */
  readonly said?: {
    readonly bytes?: number;
    readonly crc32?: number;
    readonly flags?: number;
    readonly method?: number;
  };
  readonly isStored?: boolean;
}

/** An archive as a zip tool writes it. */
export function buildZip(members: readonly ZipMember[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, said = {}, isStored = false } of members) {
    const packed = isStored ? Buffer.from(bytes) : deflateRawSync(bytes);
    const label = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(label.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(0x800 | (said.flags ?? 0), 8);
    entry.writeUInt16LE(said.method ?? (isStored ? 0 : 8), 10);
    entry.writeUInt32LE(said.crc32 ?? crc32(bytes), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(said.bytes ?? bytes.length, 24);
    entry.writeUInt16LE(label.length, 28);
    entry.writeUInt32LE(offset, 42);
    bodies.push(local, label, packed);
    directory.push(entry, label);
    offset += local.length + label.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}
