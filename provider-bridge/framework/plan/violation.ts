import type { Path } from "../values/path";

/** A rule of Terraform's that an author's answer breaks. */
export interface Violation {
  readonly path: Path;
  /** What is wrong and what the rule is, as a sentence without the attribute. No value: it may be a secret. */
  readonly rule: string;
  /** What the user can do, where it is the user's to mend. @default a bug of the provider, which is said */
  readonly advice?: string;
}
