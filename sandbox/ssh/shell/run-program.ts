/** Runs a program of the table as a shell does, and makes an exit status of how it fails. */
import { complain, Failure, Killed, type Process, type Program, signalNumbers } from "../process";
import { SystemError } from "../system";

/** Runs a program, and makes a status of what it throws. */
export async function runProgram(program: Program, process: Process): Promise<number> {
  try {
    return await program(process);
  } catch (error) {
    if (error instanceof Failure) {
      await complain(process, error.message);
      return error.status;
    }
    // It was killed, and this shell was not.
    if (error instanceof Killed && !process.signal.aborted) return 128 + (signalNumbers[error.signalName] ?? 15);
    if (!(error instanceof SystemError)) throw error;
    if (error.code === "EPIPE") return 128 + 13;
    await complain(process, error.code === "ENOSPC" ? `write error: ${error.message}` : error.message);
    return 1;
  }
}
