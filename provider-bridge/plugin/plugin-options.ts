import type { MethodTable } from "../../wire/grpc/method";
import type { Logger } from "./log";
import type { Redactor } from "./redact";

/** What the provider is given when its methods are loaded. */
export interface PluginContext {
  /** Writes to Terraform's log. */
  readonly logger: Logger;
  /** Keeps what is added to it out of logs, crashes and error texts. */
  readonly redactor: Redactor;
}

/** A provider, as far as its process is concerned. */
export interface PluginOptions {
  /** The source address: `namespace/type`, or `host/namespace/type`. The type names the log variable as well. */
  readonly providerAddress: string;
  /** Gives the methods to serve. Called once, after the handshake line, so that loading them delays no start. */
  readonly loadMethods: (context: PluginContext) => MethodTable | Promise<MethodTable>;
}

/** The last part of a source address: "hephaestus" of "yaklab/hephaestus". */
export function providerType(providerAddress: string): string {
  return providerAddress.slice(providerAddress.lastIndexOf("/") + 1);
}
