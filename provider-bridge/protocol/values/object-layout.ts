import type { CtyType, ObjectType } from "../../framework/types/type";
import { textHeader } from "./msgpack/text-header";
import { compareText, encodeText } from "./text";

/** One attribute of an object as it is written. */
export interface LayoutAttribute {
  readonly name: string;
  readonly type: CtyType;
  /** The name as MessagePack. */
  readonly encoded: Buffer;
}

const layouts = new WeakMap<ObjectType, readonly LayoutAttribute[]>();

/** The attributes of an object type in the order of their names' bytes, in which Terraform writes them. */
export function objectLayout(type: ObjectType): readonly LayoutAttribute[] {
  const known = layouts.get(type);
  if (known !== undefined) return known;
  const names = [...type.attributes.keys()].sort(compareText);
  const layout = names.map((name): LayoutAttribute => {
    return { name, type: type.attributes.get(name) ?? "dynamic", encoded: encodeName(name) };
  });
  layouts.set(type, layout);
  return layout;
}

function encodeName(name: string): Buffer {
  const text = encodeText(name);
  const header = textHeader(text.length);
  const encoded = Buffer.allocUnsafe(header.length + text.length);
  encoded.set(header);
  encoded.set(text, header.length);
  return encoded;
}
