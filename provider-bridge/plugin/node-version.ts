/**
 * The sentence for a Node that is too old to run a provider, and "" for any other. To be called before anything else is
 * loaded: nothing may be imported here, and the body is kept to what Node 6 can already parse.
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
