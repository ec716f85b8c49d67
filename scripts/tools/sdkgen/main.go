// sdkgen writes the SDK of one language from a package schema, as `pulumi package gen-sdk` does. It calls the
// generators themselves, since that command needs language hosts of which only old versions can be had.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "pulumi-bandwidth sdkgen"

// The schema refers to no other package, so this loader, which would start plugins, is never asked.
var loader = schema.NewPluginLoader(nil)

var generators = map[string]func(*schema.Package) (map[string][]byte, error){
	"go": func(pkg *schema.Package) (map[string][]byte, error) {
		return gogen.GeneratePackage(tool, pkg, nil)
	},
	"nodejs": func(pkg *schema.Package) (map[string][]byte, error) {
		// A local SDK is one that npm can install from its folder: it has a main file, and compiles itself.
		return nodejs.GeneratePackage(tool, pkg, nil, nil, true, loader)
	},
	"python": func(pkg *schema.Package) (map[string][]byte, error) {
		return python.GeneratePackage(tool, pkg, nil, loader)
	},
}

func main() {
	if len(os.Args) < 4 {
		fail(errors.New("usage: sdkgen <schema.json> <folder> <language>..."))
	}
	for _, language := range os.Args[3:] {
		if err := generate(os.Args[1], filepath.Join(os.Args[2], language), language); err != nil {
			fail(fmt.Errorf("%s: %w", language, err))
		}
	}
}

func generate(schemaFile, folder, language string) error {
	generator, known := generators[language]
	if !known {
		return errors.New("there is no generator for this language")
	}
	// Generators change the package that they are given, so each one gets its own.
	pkg, err := bind(schemaFile)
	if err != nil {
		return err
	}
	files, err := generator(pkg)
	if err != nil {
		return err
	}
	return write(folder, files)
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
	pkg, diagnostics, err := schema.BindSpec(spec, loader, schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	// A warning is a mistake too: an SDK would show it to every user.
	if len(diagnostics) > 0 {
		return nil, fmt.Errorf("the schema is not clean: %w", diagnostics)
	}
	// As `pulumi package add` does: every SDK then carries its version and is a module of its own.
	pkg.SupportPack = true
	return pkg, nil
}

func write(folder string, files map[string][]byte) error {
	paths := make([]string, 0, len(files))
	for path := range files {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	for _, path := range paths {
		file := filepath.Join(folder, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(file, files[path], 0o644); err != nil {
			return err
		}
	}
	return nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
