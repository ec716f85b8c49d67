import type { SdkNames } from "../../pulumi/schema/languages/names.js";
import type { WrittenFile } from "./program.js";

/** The languages in which an adoption writes its program. */
export const programLanguages = ["typescript", "python", "go", "yaml"] as const;
export type ProgramLanguage = (typeof programLanguages)[number];

interface Project {
  /** The project's name. */
  name: string;
  /** Version of this package. */
  version: string;
  names: SdkNames;
}

/** The files around the program, so that the folder is a Pulumi project. */
export function projectFiles(language: ProgramLanguage, project: Project, program: string): WrittenFile[] {
  return PROJECTS[language](project, program);
}

const projectFile = ({ name }: Project, runtime: string, more = ""): WrittenFile => ({
  path: "Pulumi.yaml",
  content: `name: ${name}\ndescription: Telephone numbers at Bandwidth\nruntime: ${runtime}\n${more}`,
});

const PROJECTS: Readonly<Record<ProgramLanguage, (project: Project, program: string) => WrittenFile[]>> = {
  typescript: (project, program) => [
    projectFile(project, "nodejs"),
    { path: "index.ts", content: `${program}\n` },
    {
      path: "package.json",
      content: `${JSON.stringify(
        {
          name: project.name,
          private: true,
          main: "index.ts",
          dependencies: { "@pulumi/pulumi": "^3.233.0", [project.names.node]: project.version },
          devDependencies: { "@types/node": "^20.19.0", typescript: "^5.9.0" },
        },
        undefined,
        2,
      )}\n`,
    },
    {
      path: "tsconfig.json",
      content: `${JSON.stringify({ compilerOptions: { strict: true, target: "es2020", module: "commonjs", moduleResolution: "node", skipLibCheck: true } }, undefined, 2)}\n`,
    },
  ],
  python: (project, program) => [
    projectFile(project, "python"),
    { path: "__main__.py", content: `${program}\n` },
    {
      path: "requirements.txt",
      content: `pulumi>=3.233.0,<4.0.0\n${project.names.python.replaceAll("_", "-")}==${project.version}\n`,
    },
  ],
  go: (project, program) => [
    projectFile(project, "go"),
    { path: "main.go", content: `${program}\n` },
    { path: "go.mod", content: `module ${project.name}\n\ngo 1.22\n` },
  ],
  yaml: (project, program) => [projectFile(project, "yaml", `${program}\n`)],
};
