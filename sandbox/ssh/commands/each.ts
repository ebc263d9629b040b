import { complain, Failure, type Process } from "../process";
import { SystemError } from "../system";

/** Runs `act` on each operand; complains of those that fail, with a sentence in front of the system's. */
export async function each(
  process: Process,
  operands: readonly string[],
  sentence: (path: string) => string,
  act: (path: string) => Promise<void> | void,
): Promise<number> {
  if (operands.length === 0) throw new Failure("missing operand");
  let status = 0;
  for (const path of operands) {
    try {
      await act(path);
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      await complain(process, `${sentence(path)}: ${error.message}`);
      status = 1;
    }
  }
  return status;
}
