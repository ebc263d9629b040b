/**
 * The provider `hetznercloud/hcloud` for machines that reach no registry: a table over the published schema, built on the
 * SDK as any third party would use it. Here belongs what the real provider does; never what Hetzner's API does, which the
 * sandbox's other rooms play, and nothing that speaks to anything but loopback.
 */

export { createStandInMethods } from "./methods";
export { createStandIn } from "./provider";
