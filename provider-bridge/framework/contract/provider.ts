import type { ConfigOf, Schema } from "../schema/schema";
import type { Value } from "../values/value";
import type { OperationContext } from "./context";
import type { FunctionDefinition } from "./function-definition";
import type { DataSource, EphemeralResource, Resource } from "./resource";

/**
 * How a verb reaches what `configure` made (clients, as a rule).
 * A resource is made before the provider is configured, and validated without that ever happening.
 */
export interface Configured<C> {
  /** What the last `configure` answered. @throws DiagnosticError when the provider was not configured. */
  get(): C;
}

/**
 * Something loaded when it is first needed: Terraform starts a provider three to five times a command, and most starts
 * need one resource's schema or nothing at all.
 */
export type Lazy<T> = () => T;

/** What `configure` is handed. */
export interface ConfigureRequest<S extends Schema> extends OperationContext {
  /** During planning, values may be unknown. */
  readonly config: ConfigOf<S>;
  /** For instance `1.11.4`; OpenTofu reports the Terraform version it is compatible with. */
  readonly terraformVersion: string;
}

/** A provider as its author writes it; `C` is what its resources work with. */
export interface ProviderDefinition<S extends Schema, C> {
  /** The type name, for instance `hephaestus`: resource names begin with it. */
  readonly name: string;
  readonly version: string;
  readonly schema: S;
  validate?(request: OperationContext & { readonly config: ConfigOf<S> }): void | Promise<void>;
  configure(request: ConfigureRequest<S>): Promise<C>;
  /** By full type name (`hephaestus_talos_image`). The one visible list: nothing registers itself. */
  readonly resources: Readonly<Record<string, Lazy<(provider: Configured<C>) => Resource>>>;
  readonly dataSources: Readonly<Record<string, Lazy<(provider: Configured<C>) => DataSource>>>;
  readonly ephemeralResources: Readonly<Record<string, Lazy<(provider: Configured<C>) => EphemeralResource>>>;
  /** By name. */
  readonly functions: Readonly<Record<string, Lazy<FunctionDefinition>>>;
}

/** A provider as the engine sees it. */
export interface Provider {
  readonly name: string;
  readonly version: string;
  readonly schema: Schema;
  readonly validate: ((config: Value, context: OperationContext) => Promise<void>) | undefined;
  configure(config: Value, terraformVersion: string, context: OperationContext): Promise<void>;
  readonly resources: ReadonlyMap<string, Lazy<Resource>>;
  readonly dataSources: ReadonlyMap<string, Lazy<DataSource>>;
  readonly ephemeralResources: ReadonlyMap<string, Lazy<EphemeralResource>>;
  readonly functions: ReadonlyMap<string, Lazy<FunctionDefinition>>;
}
