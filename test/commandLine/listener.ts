import { Writable } from "node:stream";

/** Where a command of a test writes to, and what it has said there so far. */
export function listener() {
  const said = { stdout: "", stderr: "" };
  const into = (name: keyof typeof said) =>
    new Writable({
      write(chunk, _encoding, done) {
        said[name] += String(chunk);
        done();
      },
    });
  return { said, output: into("stdout"), screen: into("stderr") };
}
