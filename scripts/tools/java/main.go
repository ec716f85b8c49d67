// javagen writes the Java SDK from a package schema, as `pulumi package gen-sdk` does with its language host. The
// generator is a module apart from the others' and needs an older one of Pulumi's than they do, so it is a program apart.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi-java/pkg/codegen/java"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "pulumi-bandwidth javagen"

func main() {
	if len(os.Args) != 3 {
		fail(errors.New("usage: javagen <schema.json> <folder>"))
	}
	if err := generate(os.Args[1], os.Args[2]); err != nil {
		fail(fmt.Errorf("java: %w", err))
	}
}

func generate(schemaFile, folder string) error {
	pkg, err := bind(schemaFile)
	if err != nil {
		return err
	}
	// A local SDK is one whose sources a program compiles with its own: it has no build files, and carries its version.
	files, err := java.GeneratePackage(tool, pkg, nil, nil, true, false)
	if err != nil {
		return err
	}
	for path, content := range files {
		file := filepath.Join(folder, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func bind(file string) (*schema.Package, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, fmt.Errorf("%s is no schema: %w", file, err)
	}
	// The schema refers to no other package, so this loader, which would start plugins, is never asked.
	pkg, diagnostics, err := schema.BindSpec(spec, schema.NewPluginLoader(nil), schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	// A warning is a mistake too: an SDK would show it to every user.
	if len(diagnostics) > 0 {
		return nil, fmt.Errorf("the schema is not clean: %w", diagnostics)
	}
	return pkg, nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
