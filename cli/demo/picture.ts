/** A node as the stack's output `nodes` tells it. */
export interface NodeOutput {
  readonly role: string;
  readonly pool: string;
  readonly location: string;
  readonly private_ip: string;
}

/** A picture of a cluster in Mermaid, inside a Markdown page. */
export function picture(cluster: string, endpoint: string, nodes: Readonly<Record<string, NodeOutput>>): string {
  const pools = new Map<string, string[]>();
  for (const [name, { role, pool, location, private_ip }] of Object.entries(nodes)) {
    const line = `    ${id(name)}["${name}<br/>${location}, ${private_ip}"]`;
    const title = `${role === "worker" ? "workers" : "control planes"}: ${pool}`;
    pools.set(title, [...(pools.get(title) ?? []), line]);
  }
  const groups = [...pools].map(
    ([title, lines], index) => `  subgraph pool${index}["${title}"]\n${lines.join("\n")}\n  end`,
  );
  const first = Object.entries(nodes).filter(([, { role }]) => role !== "worker");
  const edges = first.map(([name]) => `  api --> ${id(name)}`);
  return `# ${cluster}\n\n\`\`\`mermaid\nflowchart TB\n  api(["${endpoint}"])\n${[...groups, ...edges].join("\n")}\n\`\`\`\n`;
}

function id(name: string): string {
  return name.replace(/[^a-z\d]/g, "_");
}
