import { crc32, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCrc32 } from "./crc32.ts";
import { openLocalFile } from "./open-local-file.ts";

const TEXT = `ISO-10303-21;\n${"#1=IFCWALL('x');\n".repeat(200)}`;

/** An archive as PKWARE APPNOTE 6.3 writes it. */
function zip(name: string, content: Uint8Array, { isStored = false, sum = crc32(content) } = {}): Uint8Array {
  const packed = isStored ? content : deflateRawSync(content);
  const title = new TextEncoder().encode(name);
  const shared = new DataView(new ArrayBuffer(26));
  shared.setUint16(0, 20, true);
  shared.setUint16(2, 0x800, true);
  shared.setUint16(4, isStored ? 0 : 8, true);
  shared.setUint32(10, sum, true);
  shared.setUint32(14, packed.length, true);
  shared.setUint32(18, content.length, true);
  shared.setUint16(22, title.length, true);
  const fields = new Uint8Array(shared.buffer);
  const local = [[0x50, 0x4b, 3, 4], fields, title, packed];
  const entry = [[0x50, 0x4b, 1, 2, 20, 0], fields, new Uint8Array(14), title];
  const offset = 30 + title.length + packed.length;
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, 1, true);
  end.setUint16(10, 1, true);
  end.setUint32(12, 46 + title.length, true);
  end.setUint32(16, offset, true);
  return Uint8Array.from([...local, ...entry, new Uint8Array(end.buffer)].flatMap((part) => [...part]));
}

const fileOf = (bytes: Uint8Array, name = "house.ifczip") => new File([new Uint8Array(bytes)], name);
const bytesOf = (text: string) => new TextEncoder().encode(text);
const never = new AbortController().signal;

describe("openLocalFile", () => {
  it("takes an IFC file as it is, whatever it is called", async () => {
    const opened = await openLocalFile(fileOf(bytesOf(TEXT), "house.txt"));
    expect(opened).toMatchObject({ name: "house.txt", bytes: TEXT.length });
    expect(await (await opened.unpack(never)).text()).toBe(TEXT);
  });

  it.each([false, true])("unpacks the one IFC file of an archive (stored: %s)", async (isStored) => {
    const opened = await openLocalFile(fileOf(zip("model/house.ifc", bytesOf(TEXT), { isStored })));
    expect(opened).toMatchObject({ name: "house.ifc", bytes: TEXT.length });
    expect(await (await opened.unpack(never)).text()).toBe(TEXT);
  });

  it("refuses an archive without an IFC file before unpacking anything", async () => {
    const archive = fileOf(zip("letter.txt", bytesOf(TEXT)));
    await expect(openLocalFile(archive)).rejects.toMatchObject({ code: "model/not-ifc" });
  });

  it("says that an archive is damaged: by its checksum, or where its contents don't unpack", async () => {
    const wrongSum = await openLocalFile(fileOf(zip("house.ifc", bytesOf(TEXT), { sum: 1 })));
    await expect(wrongSum.unpack(never)).rejects.toMatchObject({ code: "model/broken-archive" });
    const bytes = zip("house.ifc", bytesOf(TEXT));
    bytes.fill(0xff, 45, 60);
    const garbled = await openLocalFile(fileOf(bytes));
    await expect(garbled.unpack(never)).rejects.toMatchObject({ code: "model/broken-archive" });
  });

  it("stops a bomb while it grows", async () => {
    const blanks = new Uint8Array(20_000_000);
    const bomb = await openLocalFile(fileOf(zip("house.ifc", blanks)));
    await expect(bomb.unpack(never)).rejects.toMatchObject({ code: "model/archive-too-large" });
  });

  it("stops unpacking when it is told to", async () => {
    const stop = new AbortController();
    const opened = await openLocalFile(fileOf(zip("house.ifc", bytesOf(TEXT))));
    stop.abort(new DOMException("enough", "AbortError"));
    await expect(opened.unpack(stop.signal)).rejects.toThrow("enough");
  });
});

describe("createCrc32", () => {
  it("sums up as zlib does, in whatever pieces the bytes come", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 8 }), (pieces) => {
        const sum = createCrc32();
        const sums = pieces.map((piece) => sum.add(piece));
        let expected = 0;
        expect(sums).toEqual(pieces.map((piece) => (expected = crc32(piece, expected))));
      }),
    );
  });
});
