import type { ConfigOf, KnownConfigOf, Schema, StateOf } from "../schema/schema";
import type { OperationContext, StatefulContext } from "./context";

/** What opening answers. */
export interface OpenResult<S extends Schema> {
  /** What the rest of the configuration sees; it is stored nowhere. */
  readonly result: StateOf<S>;
  /** When Terraform should call renew; without it, it never does. */
  readonly renewAt?: Date;
}

/** An ephemeral resource as its author writes it. What renew and close need is kept in private state. */
export interface EphemeralDefinition<S extends Schema> {
  readonly schema: S;
  validate?(request: OperationContext & { readonly config: ConfigOf<S> }): void | Promise<void>;
  open(request: StatefulContext & { readonly config: KnownConfigOf<S> }): Promise<OpenResult<S>>;
  /** Answers when to renew next, or undefined for never. */
  renew?(request: StatefulContext): Promise<Date | undefined>;
  close?(request: StatefulContext): Promise<void>;
}
