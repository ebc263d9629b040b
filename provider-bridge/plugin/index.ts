/**
 * The process contract of a Terraform provider: how a host starts it, trusts it, calls it, reads its log and ends it
 * (HashiCorp's go-plugin over gRPC). Here belongs what would be the same for any plugin; never a message of Terraform's
 * protocol, never a resource. Methods come in as a table of byte functions, see wire/grpc.
 */
export { isNodeRefused } from "./node-version";
export type { PluginContext, PluginOptions } from "./plugin-options";
export { type ReattachConfig, type ReattachServer, reattachEnvironment, serveForReattach } from "./reattach";
export { servePlugin } from "./serve-plugin";
