import type { ExactJson, RawState } from "../../framework/contract/state-change";
import type { CtyType } from "../../framework/types/type";
import type { Value } from "../../framework/values/value";
import { decodeJson } from "./json/decode";
import { decodeExactJson } from "./json/exact";

/** State as Terraform stored it: JSON, read when it is asked for, by the type that is asked for. */
export class StoredState implements RawState {
  readonly #json: Uint8Array;
  readonly #isFlat: boolean;

  /** `isFlat` says that the state came in the form of Terraform 0.11 instead, which nothing here can read. */
  constructor(json: Uint8Array, isFlat: boolean) {
    this.#json = json;
    this.#isFlat = isFlat;
  }

  json(): ExactJson {
    return decodeExactJson(this.#bytes());
  }

  decode(type: CtyType): Value {
    const bytes = this.#bytes();
    try {
      return decodeJson(bytes, type, "ignore");
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      // Either it is no JSON, which this tells, or it is JSON that does not fit.
      decodeExactJson(bytes);
      throw new TypeError(error.message, { cause: error });
    }
  }

  #bytes(): Uint8Array {
    if (!this.#isFlat) return this.#json;
    throw new SyntaxError(
      "Cannot read the stored state: Terraform 0.11 or older wrote it; let Terraform 0.12 upgrade it first",
    );
  }
}
