/** cluster.yaml: text in, props out, with everything that is wrong by line and column. Never anything of Terraform. */
import { type Document, isAlias, LineCounter, parseDocument, visit } from "yaml";
import type { ClusterProps, PropsError } from "../../constructs";
import { checkNode } from "./check";
import { placeOf } from "./place";
import { ClusterFileError, type Problem } from "./problem";
import { clusterSchema } from "./schema";
import { syntaxProblems } from "./syntax-problems";

/** No cluster is described at greater length. */
const MOST_CHARACTERS = 1_000_000;

/** A file that has been read. */
export interface ClusterDocument {
  readonly props: ClusterProps;
  /** What constructs refuse of these props, by line and column of the file. */
  refused(error: PropsError): ClusterFileError;
}

/**
 * The props that a file's text gives. What each prop must fulfil beyond its type is checked by the constructs.
 *
 * @throws ClusterFileError
 */
export function readDocument(text: string, file: string): ClusterDocument {
  const problems: Problem[] = [];
  if (text.length > MOST_CHARACTERS) {
    throw new ClusterFileError(file, [
      { line: 1, column: 1, message: `It has more than ${MOST_CHARACTERS} characters` },
    ]);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  problems.push(...syntaxProblems(document.errors, lines));
  visit(document, {
    Alias: (_key, node) => {
      const { line, col } = lines.linePos(node.range?.[0] ?? 0);
      problems.push({ line, column: col, message: `"*${node.source}" is an alias; write the value out` });
    },
  });
  if (problems.length === 0)
    checkNode(isAlias(document.contents) ? null : document.contents, clusterSchema, "", { lines, problems });
  if (problems.length > 0) throw new ClusterFileError(file, problems);
  return { props: checked(document.toJS()), refused: (error) => placed(error, { document, lines, file }) };
}

/** Where a file's problems stand. */
interface FilePlaces {
  readonly document: Document;
  readonly lines: LineCounter;
  readonly file: string;
}

function placed({ refusals }: PropsError, { document, lines, file }: FilePlaces): ClusterFileError {
  const problems = refusals.flatMap((refusal) =>
    refusal.problems.map(({ prop, text }) => {
      const { line, col: column } = lines.linePos(placeOf(document.contents, prop));
      return { line, column, message: `"${prop}" ${text}` };
    }),
  );
  const once = new Map(problems.map((problem) => [`${problem.line} ${problem.column} ${problem.message}`, problem]));
  return new ClusterFileError(file, [...once.values()]);
}

/** The schema, which was drawn from these types, has just said so. */
function checked(value: unknown): ClusterProps {
  return value as ClusterProps;
}
