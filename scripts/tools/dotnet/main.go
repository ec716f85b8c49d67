// dotnetgen writes the .NET SDK from a package schema, as `pulumi package gen-sdk` does with its language host. That host's
// module has no released version. This generator is the one that Pulumi's own module had before it moved there.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi/pkg/v3/codegen/dotnet"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "pulumi-bandwidth dotnetgen"

func main() {
	if len(os.Args) != 4 {
		fail(errors.New("usage: dotnetgen <schema.json> <folder> <logo.png>"))
	}
	if err := generate(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fail(fmt.Errorf("dotnet: %w", err))
	}
}

func generate(schemaFile, folder, logo string) error {
	pkg, err := bind(schemaFile)
	if err != nil {
		return err
	}
	// The generator fetches the logo by HTTP. It is at hand, and nothing is asked of another machine.
	server := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, request *http.Request) {
		http.ServeFile(answer, request, logo)
	}))
	defer server.Close()
	pkg.LogoURL = server.URL
	files, err := dotnet.GeneratePackage(tool, pkg, nil, nil)
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
	// The package then carries its version.
	pkg.SupportPack = true
	return pkg, nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
