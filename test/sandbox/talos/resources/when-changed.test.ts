import type { ResourceContent } from "../../../../sandbox/talos/cosi";
import type { ResourceOwner } from "../../../../sandbox/talos/resources/machine-kind";
import { whenChanged } from "../../../../sandbox/talos/resources/when-changed";

function ownerNamed(nodeName: string): ResourceOwner {
  return { machine: { nodeName } } as unknown as ResourceOwner; // Nothing but the name is looked at.
}

const drawn = (id: string): ResourceContent[] => [
  { id, spec: new Uint8Array(), yaml: {}, labels: new Map(), owner: "" },
];

test("resources are drawn again when what they are drawn from is another, for each machine", () => {
  const seen: string[] = [];
  const list = whenChanged(
    ({ machine }) => ({ names: [machine.nodeName] }),
    ({ names: [name = ""] }) => {
      seen.push(name);
      return drawn(name);
    },
  );
  const [one, two] = [ownerNamed("one"), ownerNamed("two")];
  const first = list(one);
  expect(list(one)).toBe(first);
  expect(list(two).map(({ id }) => id)).toEqual(["two"]);
  Object.assign(one.machine, { nodeName: "other" });
  expect(list(one).map(({ id }) => id)).toEqual(["other"]);
  expect(seen).toEqual(["one", "two", "other"]);
});
