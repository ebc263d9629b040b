import { parsePem } from "../formats/pem";
import type { Validator } from "../schema/validator";
import { type StringType, textValidator } from "./text-validator";

/** Which PEM texts are taken. */
export interface PemOptions {
  /** Labels that every block must have one of, for instance `CERTIFICATE`. @default any label */
  readonly labels?: readonly string[];
}

/**
 * PEM text with at least one block. Only its form is looked at: whether the bytes are a certificate is for whom it is
 * meant to say.
 */
export function pem({ labels }: PemOptions = {}): Validator<StringType> {
  return textValidator({
    summary: "Not PEM",
    description: `PEM text${labels === undefined ? "" : ` with ${labels.map((label) => `"${label}"`).join(" or ")} blocks`}`,
    problem: (text) => {
      const read = parsePem(text);
      if (!read.ok) return `is no PEM text: ${read.problem}`;
      const other = read.value.findIndex((block) => labels !== undefined && !labels.includes(block.label));
      return other < 0 ? undefined : `has another label in its block ${other + 1}`;
    },
  });
}
