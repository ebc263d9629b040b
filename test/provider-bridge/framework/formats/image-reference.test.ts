import { parseImageReference } from "../../../../provider-bridge/framework/formats/image-reference";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

describe("parseImageReference", () => {
  it.each([
    ["nginx", "docker.io", "library/nginx", "latest", undefined],
    ["docker.io/nginx", "docker.io", "library/nginx", "latest", undefined],
    ["index.docker.io/library/nginx:1", "docker.io", "library/nginx", "1", undefined],
    ["siderolabs/installer", "docker.io", "siderolabs/installer", "latest", undefined],
    ["ghcr.io/siderolabs/installer:v1.13.9", "ghcr.io", "siderolabs/installer", "v1.13.9", undefined],
    ["GHCR.io/a:b", "ghcr.io", "a", "b", undefined],
    ["localhost/a", "localhost", "a", "latest", undefined],
    ["localhost:5000/a/b/c:d", "localhost:5000", "a/b/c", "d", undefined],
    ["host:5000/a", "host:5000", "a", "latest", undefined],
    [`a@${DIGEST}`, "docker.io", "library/a", undefined, DIGEST],
    [`a:1@${DIGEST.toUpperCase()}`, "docker.io", "library/a", "1", DIGEST],
    ["[::1]:5000/a", "[::1]:5000", "a", "latest", undefined],
  ])("reads %s", (text, registry, repository, tag, digest) => {
    expect(parseImageReference(text)).toEqual({ ok: true, value: { registry, repository, tag, digest } });
  });

  it.each([
    "",
    ":tag",
    "@sha256:00",
    "a:",
    "a@",
    "a@sha256:xyz",
    "A",
    "a/B",
    "a//b",
    "/a",
    "a/",
    "ghcr.io/",
    "a b",
    "a:b c",
    `a:${"t".repeat(129)}`,
    "a".repeat(300),
    "-host.io/a",
    "a___b",
    "https://ghcr.io/a",
  ])("refuses %.40j", (text) => {
    expect(parseImageReference(text)).toMatchObject({ ok: false });
  });
});
