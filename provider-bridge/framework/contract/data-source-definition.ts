import type { ConfigOf, KnownConfigOf, Schema, StateOf } from "../schema/schema";
import type { OperationContext } from "./context";

/** What a data source is handed. */
export interface ReadDataRequest<S extends Schema> extends OperationContext {
  readonly config: KnownConfigOf<S>;
}

/** A data source as its author writes it. */
export interface DataSourceDefinition<S extends Schema> {
  readonly schema: S;
  /** Checks what is known; also called while anything is unknown, when Terraform does not read. */
  validate?(request: OperationContext & { readonly config: ConfigOf<S> }): void | Promise<void>;
  read(request: ReadDataRequest<S>): Promise<StateOf<S>>;
}
