import {
  extensionsNamed,
  UnknownExtensionError,
} from "../../../../provider-bridge/data-sources/image-factory-extensions/model";

const extension = (name: string) => ({
  name,
  ref: `ghcr.io/${name}:1`,
  digest: "sha256:1",
  author: "A",
  description: "",
});
const all = [extension("siderolabs/gvisor"), extension("siderolabs/iscsi-tools"), extension("other/tool")];
const namesOf = (names: readonly string[] | null) => extensionsNamed(all, names, "v1.13.9").map(({ name }) => name);

test("all in the factory's order, or the named ones in theirs", () => {
  expect(namesOf(null)).toEqual(all.map(({ name }) => name));
  expect(namesOf(["other/tool", "iscsi-tools", "siderolabs/gvisor"])).toEqual([
    "other/tool",
    "siderolabs/iscsi-tools",
    "siderolabs/gvisor",
  ]);
  expect(namesOf([])).toEqual([]);
});

test("one that is not there is named, with the one that was meant", () => {
  expect(() => namesOf(["siderolabs/iscsi-tool"])).toThrow(UnknownExtensionError);
  expect(() => namesOf(["siderolabs/iscsi-tool"])).toThrow(
    'Talos v1.13.9 has no official extension "siderolabs/iscsi-tool"; did you mean "siderolabs/iscsi-tools"?',
  );
  expect(() => namesOf(["tool"])).toThrow('Talos v1.13.9 has no official extension "tool"');
});
