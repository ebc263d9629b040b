/** What the harness tells a child that plays the provider under Terraform, and what the child tells it. All of it JSON. */

/** A resource instance as a child writes it down. */
export interface StoredInstance {
  /** The state as JSON. */
  readonly state: unknown;
  /** Private state, base64. */
  readonly privateBase64: string;
}

/** What happens to one outgoing call, or to what it answers. */
export type Deed =
  /** The process is killed: nothing of the call happens. */
  | "kill-before"
  /** The process is killed when the answer begins to arrive: the call has had its effect. */
  | "kill-after"
  /** HTTP: this status is answered, and nothing happens. */
  | "429"
  | "500"
  | "503"
  /** The connection breaks off before anything happens. */
  | "reset"
  /** The connection breaks off when the call has had its effect. */
  | "reset-after"
  /** Nobody ever answers. */
  | "hang"
  /** HTTP: an answer of which a part is missing. */
  | "half"
  /** HTTP: an answer that is a web page. */
  | "wrong-type";

/** One call among those of a run. */
export interface CallPoint {
  /** Name of the call; see outgoing-calls.ts. */
  readonly key: string;
  /** How many calls of this name come before it. */
  readonly skip: number;
}

/** A point of a run, and what happens there. */
export interface Strike extends CallPoint {
  readonly deed: Deed;
}

/** What one child does: refresh, plan and apply one resource, as `terraform apply` does. */
export interface Order {
  readonly typeName: string;
  /** What stands in the configuration, as JSON; what is left out is null. Null: the resource is to be destroyed. */
  readonly config: Readonly<Record<string, unknown>> | null;
  /** What an earlier run has stored. */
  readonly prior: StoredInstance | null;
  /** Whether stored state is compared with the real thing first. Off where the calls of a verb alone are of interest. */
  readonly refresh: boolean;
  /** Whether a second plan is made after the apply. */
  readonly planAgain: boolean;
  /** How far its clock goes ahead, milliseconds, while it applies. */
  readonly aheadMs: number;
  readonly strike: Strike | null;
  /** Address → name of its server, so that calls have the same names wherever the sandbox is. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Address (`http://…`) of the server that gives wrong answers. */
  readonly wrongAnswers: string;
}

/** What came of it. A child that was killed tells none. */
export interface Report {
  /** What is stored now. */
  readonly instance: StoredInstance | null;
  /** What was done. */
  readonly action: string;
  /** Errors of the provider, or of its answers. */
  readonly errors: readonly string[];
  /** Whether the second plan was empty; null where none was made. */
  readonly secondPlanIsEmpty: boolean | null;
}
