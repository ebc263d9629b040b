/**
 * The sentence for a Node that is too old to run a provider, and "" for any other. To be called before anything else is
 * loaded: nothing may be imported here, and the bodies are kept to what Node 6 can already parse.
 */
export function nodeTooOldSentence(version: string): string {
  const match = /^v?(\d+)\.(\d+)/.exec(version);
  const major = match ? Number(match[1]) : 0;
  const minor = match ? Number(match[2]) : 0;
  if (major > 20 || (major === 20 && minor >= 19)) {
    return "";
  }
  return `This provider needs Node.js 20.19 or newer, and "node" on PATH is ${version}: install a newer one, or put it first`;
}

/** What is looked at and written to: the process. */
export interface StartedProcess {
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  exitCode?: number | string | null | undefined;
}

/**
 * Whether this Node is too old; then it has been told, and the process is about to end with 1. Under a host it is told on
 * stdout as well: the host shows a first line there that is no handshake, and hides stderr.
 */
export function isNodeRefused(started: StartedProcess): boolean {
  const sentence = nodeTooOldSentence(started.version);
  if (sentence === "") {
    return false;
  }
  started.stderr.write(`${sentence}\n`);
  if (started.env["TF_PLUGIN_MAGIC_COOKIE"] !== undefined) {
    started.stdout.write(`${sentence}\n`);
  }
  started.exitCode = 1;
  return true;
}
