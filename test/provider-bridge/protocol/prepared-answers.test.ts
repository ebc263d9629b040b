import { preparedAnswerFile, preparedAnswers } from "../../../provider-bridge/protocol/prepared-answers";

test("An answer is prepared where its file is found, and read when it is asked for", async () => {
  const asked: string[] = [];
  const prepared = preparedAnswers((file) => {
    asked.push(file);
    return file === "GetFunctions.bin" ? async () => Uint8Array.of(1, 2) : undefined;
  });
  expect(Object.keys(prepared)).toEqual(["GetFunctions"]);
  expect(await prepared.GetFunctions?.()).toEqual(Uint8Array.of(1, 2));
  expect(asked).toContain(preparedAnswerFile("GetProviderSchema"));
});
