import { gzipSync } from "node:zlib";
import { TalosError } from "../../../../provider-bridge/clients/talos";
import { singleFileOfTarGz } from "../../../../provider-bridge/clients/talos/tar-gz";

function archive(name: string, content: string, length = content.length): Buffer {
  const header = Buffer.alloc(512);
  header.write(name);
  header.write(length.toString(8).padStart(11, "0"), 124);
  return gzipSync(Buffer.concat([header, Buffer.from(content.padEnd(512, "\0")), Buffer.alloc(1024)]));
}

test("The file is taken out", () => {
  expect(singleFileOfTarGz(archive("kubeconfig", "apiVersion: v1\n"), "kubeconfig").toString()).toBe(
    "apiVersion: v1\n",
  );
});

test.each([
  ["another file", archive("passwd", "x")],
  ["a length beyond the end", archive("kubeconfig", "x", 1_000_000)],
  ["no archive", Buffer.from("x")],
  ["nothing", Buffer.alloc(0)],
  ["too much", gzipSync(Buffer.alloc(8 * 1024 * 1024))],
])("%s is malformed", (_what, bytes) => {
  expect(() => singleFileOfTarGz(bytes, "kubeconfig")).toThrow(TalosError);
});
