/** Differences between the recorded mock and the sandbox that are meant, each with its reason. */

interface Reason {
  /** Which cases. */
  name: RegExp;
  /** Which difference. */
  difference: RegExp;
  reason: string;
}

const reasons: readonly Reason[] = [
  {
    name: /./,
    difference: /targets\[\d+\](\.targets\[\d+\])?\.server\.ip: only the sandbox has it/,
    reason: "a server target carries its address by today's specification, which is newer than the recording",
  },
  {
    name: /./,
    difference: /targets\[\d+\]\.health_status: only recorded/,
    reason: "a selector target has no health of its own (OpenAPI: only for types server and ip)",
  },
  {
    name: /./,
    difference:
      /(actions\/(unassign|detach): action|GET \/actions: actions\[0\])\.resources: recorded 1 entries, sandbox 2/,
    reason: "the action names the server too (facts, tables 2.5 and 2.7)",
  },
  {
    name: /^server\/update-min-(delete|rebuild)_protection$/,
    difference: /change_protection: recorded 201, sandbox 422/,
    reason: "Hetzner wants both protections of a server to be equal (facts, 1.3)",
  },
  {
    name: /^server\/create-no-public-net-no-network$/,
    difference: /POST \/servers: recorded 201, sandbox 422/,
    reason: "a server without any network interface cannot be started (facts, 2.10)",
  },
  {
    name: /^firewall\//,
    difference: /set_rules: actions: recorded \d+ entries, sandbox \d+/,
    reason: "the sandbox tells one action for each server that the rules reach, those of a selector too",
  },
  {
    name: /./,
    difference: /health_status\[\d+\]\.detail: only the sandbox has it/,
    reason: "today's specification has it, the recording is older",
  },
  {
    name: /^firewall_attachment\/create-server-missing$/,
    difference: /recorded code not_found, sandbox firewall_resource_not_found/,
    reason: "Hetzner has a code of its own for a missing target (facts, 2.3)",
  },
  {
    name: /^(load_balancer_network|server_network)\//,
    difference: /(detach_from_network|disable_public_interface|change_alias_ips): recorded 201, sandbox (404|422)/,
    reason: "the recorded mock let a change pass on something that is in no network; Hetzner refuses",
  },
  {
    name: /^rdns\//,
    difference: /change_dns_ptr: recorded 201, sandbox 422/,
    reason: "the recorded mock took any address; Hetzner takes the resource's own",
  },
];

/** Why a difference is meant, or undefined when it is a failure. */
export function reasonFor(name: string, difference: string): string | undefined {
  return reasons.find((entry) => entry.name.test(name) && entry.difference.test(difference))?.reason;
}
