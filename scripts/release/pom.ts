import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { repositoryOf } from "../../provider/publication.js";

const LIBRARY = fileURLToPath(new URL("../tools/java/pom.xml", import.meta.url));

/** The names of the package on Maven Central. The owner of a repository on GitHub has this group without a domain. */
export function mavenCoordinates(owner: string): { groupId: string; artifactId: string } {
  return { groupId: `io.github.${owner.toLowerCase()}`, artifactId: "pulumi-bandwidth" };
}

/** The POM that Maven Central asks for, with everything that it insists on. */
export function centralPom(checkout: string, { version, owner }: { version: string; owner: string }): string {
  const manifest = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
  const { url } = repositoryOf(manifest);
  const { groupId, artifactId } = mavenCoordinates(owner);
  const [, library] = /<artifactId>pulumi<\/artifactId>\s*<version>([^<]+)</.exec(readFileSync(LIBRARY, "utf8")) ?? [];
  if (library === undefined) throw new Error(`${LIBRARY} names no version of Pulumi's library`);
  const text = (value: string) => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>${groupId}</groupId>
  <artifactId>${artifactId}</artifactId>
  <version>${version}</version>
  <name>${artifactId}</name>
  <description>${text(manifest.description)}</description>
  <url>${url}</url>
  <licenses>
    <license>
      <name>${manifest.license}</name>
      <url>https://www.apache.org/licenses/LICENSE-2.0.txt</url>
    </license>
  </licenses>
  <developers>
    <developer>
      <id>${owner}</id>
      <url>https://github.com/${owner}</url>
    </developer>
  </developers>
  <scm>
    <connection>scm:git:${url}.git</connection>
    <url>${url}</url>
    <tag>v${version}</tag>
  </scm>
  <dependencies>
    <dependency>
      <groupId>com.pulumi</groupId>
      <artifactId>pulumi</artifactId>
      <version>${library}</version>
    </dependency>
  </dependencies>
</project>
`;
}
