import type { MessageInit } from "../../../wire/protobuf";
import type { AttributePath } from "../../../wire/tfplugin6/generated/tfplugin6";
import type { Path } from "../../framework/values/path";

/** A path as its message. */
export function attributePathMessage(path: Path): MessageInit<AttributePath> {
  return {
    steps: path.map((step) => {
      if (step.kind === "attribute") return { attributeName: step.name };
      return step.kind === "key" ? { elementKeyString: step.key } : { elementKeyInt: BigInt(step.index) };
    }),
  };
}
