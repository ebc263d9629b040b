import { talosImageUrl } from "../../../../provider-bridge/functions/talos-image-url/function";

const id = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

test.each(["amd64", "arm64"])("The image for %s", (architecture) => {
  expect(talosImageUrl.call(id, "1.13.9", architecture)).toBe(
    `https://factory.talos.dev/image/${id}/v1.13.9/hcloud-${architecture}.raw.xz`,
  );
});

test("An unknown architecture is told by its argument, a wrong id by its value", () => {
  expect(() => talosImageUrl.call(id, "1.13.9", "riscv")).toThrow(expect.objectContaining({ argument: 2 }));
  expect(() => talosImageUrl.call("abc", "1.13.9", "amd64")).toThrow(/"abc"/);
});
