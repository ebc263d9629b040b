/**
 * Programs that nobody here wrote, run against what this project plays or serves, and what came of it. Here belong the
 * runs and how their outcome is written down; never what is judged, and never a peer's code or binary.
 */

/** What one peer said of us. */
export interface Evidence {
  /** Who judges: a program and its version. */
  readonly peer: string;
  /** What ran. */
  readonly what: string;
  readonly result: "passed" | "failed" | "skipped";
  /** Figures of a run that passed, differences of one that failed, the reason of one that was skipped. */
  readonly detail: string;
}

/** A peer's run: it ends with evidence and throws for nothing but mistakes of its own. */
export type PeerRun = () => Promise<readonly Evidence[]>;

/** A table of the page: which command writes it, and under which title. */
export interface EvidenceTable {
  readonly command: string;
  readonly title: string;
}

const PEERS: EvidenceTable = {
  command: "npm run peers",
  title: "The sandbox and the stand-in, judged by the programs of Hetzner and of Talos",
};

const HEAD = `# Evidence

What programs say of this project that nobody here wrote. Each table is written by what ran; no row is typed by hand.
`;

/** The page with a new table of this run; whatever else stands on it stays. */
export function writtenInto(
  page: string | undefined,
  evidence: readonly Evidence[],
  at: Date,
  about: EvidenceTable = PEERS,
): string {
  const [begin, end] = [`<!-- begin: ${about.command} -->`, `<!-- end: ${about.command} -->`];
  const table = `${begin}\n${section(evidence, at, about)}\n${end}`;
  if (page === undefined) return `${HEAD}\n${table}\n`;
  const [first, last] = [page.indexOf(begin), page.indexOf(end)];
  if (first === -1 || last === -1) return `${page.trimEnd()}\n\n${table}\n`;
  return `${page.slice(0, first)}${table}${page.slice(last + end.length)}`;
}

function section(evidence: readonly Evidence[], at: Date, { command, title }: EvidenceTable): string {
  const count = (result: Evidence["result"]) => evidence.filter((each) => each.result === result).length;
  const date = at.toISOString().slice(0, 16).replace("T", " ");
  const rows = evidence.map(
    ({ peer, what, result, detail }) => `| ${[peer, what, result, detail].map(cell).join(" | ")} |`,
  );
  return [
    `## ${title}`,
    "",
    `\`${command}\` on ${date} UTC, Node ${process.version.slice(1)}, ${process.platform}: ${count("passed")} passed, ${count("failed")} failed, ${count("skipped")} skipped.`,
    "",
    "| Peer | What ran | Result | Detail |",
    "|---|---|---|---|",
    ...rows,
  ].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replace(/\s+/g, " ").trim();
}
