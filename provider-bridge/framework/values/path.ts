/** A step into a value: an attribute of an object, an element of a list or tuple, an element of a map. */
export type PathStep =
  | { readonly kind: "attribute"; readonly name: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "key"; readonly key: string };

/** A way into a value. Elements of a set cannot be addressed: a path ends at the set. */
export type Path = readonly PathStep[];

/** The path of the whole value. */
export const ROOT: Path = [];

/** The path of an attribute (or block) below `parent`. */
export function attributePath(parent: Path, name: string): Path {
  return [...parent, { kind: "attribute", name }];
}

/** The path of a list or tuple element below `parent`. */
export function indexPath(parent: Path, index: number): Path {
  return [...parent, { kind: "index", index }];
}

/** The path of a map element below `parent`. */
export function keyPath(parent: Path, key: string): Path {
  return [...parent, { kind: "key", key }];
}

/** A path from names and numbers, for authors: `path("nodes", 0, "name")`; a string after a map attribute is written with {@link keyPath}. */
export function path(...steps: readonly (string | number)[]): Path {
  return steps.map((step) =>
    typeof step === "number" ? { kind: "index", index: step } : { kind: "attribute", name: step },
  );
}

/** The path as Terraform's messages write it: `nodes[0].labels["a"]`. */
export function pathText(path: Path): string {
  let text = "";
  for (const step of path) {
    if (step.kind === "attribute") text += text === "" ? step.name : `.${step.name}`;
    else if (step.kind === "index") text += `[${step.index}]`;
    else text += `[${JSON.stringify(step.key)}]`;
  }
  return text;
}
