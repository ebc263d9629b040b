/** A machine configuration that a node refuses, in Talos's words. Callers answer it as InvalidArgument. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}
