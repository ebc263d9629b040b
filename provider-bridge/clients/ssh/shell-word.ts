/** Text as one word of a POSIX shell. */

const plain = /^[A-Za-z0-9_/:=.,@%+-]+$/;

/** Quotes a text so that a shell takes it as one word, unchanged. */
export function shellWord(text: string): string {
  return plain.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
