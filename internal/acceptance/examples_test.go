// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/standin"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// example is a file or a folder below examples/ and what a run of it shows.
type example struct {
	needs     []testkit.Feature
	variables map[string]any
	files     map[string]string
	check     func(t *testing.T, ran run)
}

// run is what an example left behind.
type run struct {
	workspace *workspace
	state     string
	outputs   map[string]any
	key       map[string]any // attributes of the access key
	recorded  string         // what a write-only argument was given
}

var exampleSecret = map[string]any{"secret_access_key": testkit.ExampleSecret}

var examples = map[string]example{
	"provider/provider.tf": {},
	"data-sources/sessmtp_password/data-source.tf": {
		check: func(t *testing.T, ran run) {
			want := map[string]any{
				"host":     "email-smtp.eu-west-1.amazonaws.com",
				"username": ran.key["id"],
				"password": testkit.PasswordIn(t, ran.key["secret"], "eu-west-1"),
			}
			assertOutput(t, ran, "smtp", want)
		},
	},
	"data-sources/sessmtp_password/several-regions.tf": {variables: exampleSecret, check: assertTwoRegions},
	"functions/password/several-regions.tf": {
		needs:     []testkit.Feature{testkit.Functions},
		variables: exampleSecret,
		check:     assertTwoRegions,
	},
	"functions/password/function.tf": {
		needs: []testkit.Feature{testkit.Functions},
		check: func(t *testing.T, ran run) {
			assertOutput(t, ran, "smtp_password", testkit.PasswordIn(t, ran.key["secret"], "eu-west-1"))
		},
	},
	"functions/password/file.tf": {
		needs: []testkit.Feature{testkit.Functions},
		files: map[string]string{"secret-access-key.txt": testkit.ExampleSecret + "\n"},
		check: func(t *testing.T, ran run) {
			assertOutput(t, ran, "smtp_password", "BMW5RDrXmmVs0lV7GpI4oLkHXpZ4stDsk6q91z1g38Pk")
		},
	},
	"functions/password/new-region.tf": {
		needs:     []testkit.Feature{testkit.Functions},
		variables: exampleSecret,
		check: func(t *testing.T, ran run) {
			assertOutput(t, ran, "smtp_password", testkit.PasswordIn(t, testkit.ExampleSecret, "eu-south-1"))
		},
	},
	"ephemeral-resources/sessmtp_password/ephemeral-resource.tf": {
		needs: []testkit.Feature{testkit.WriteOnlyArguments},
		check: func(t *testing.T, ran run) {
			password := testkit.PasswordIn(t, ran.key["secret"], "eu-west-1")
			var got map[string]any
			if err := json.Unmarshal([]byte(ran.recorded), &got); err != nil {
				t.Fatalf("%v in %q", err, ran.recorded)
			}
			want := map[string]any{
				"username": ran.key["id"],
				"password": password,
				"host":     "email-smtp.eu-west-1.amazonaws.com",
				"port":     587.0,
				"region":   "eu-west-1",
			}
			assertEqual(t, "the secret", got, want)
			testkit.AssertNoLeak(t, ran.state, password)
		},
	},
	"data-sources/sessmtp_endpoint/data-source.tf": {
		variables: map[string]any{"region": "ca-central-1"},
		check: func(t *testing.T, ran run) {
			assertOutput(t, ran, "smtp_server", "email-smtp.ca-central-1.amazonaws.com:587")
		},
	},
	"functions/endpoint/validation.tf": {
		needs:     []testkit.Feature{testkit.Functions},
		variables: map[string]any{"region": "ca-central-1"},
		check: func(t *testing.T, ran run) {
			assertOutput(t, ran, "smtp_server", "email-smtp.ca-central-1.amazonaws.com:587")
			ran.workspace.write(t, "terraform.tfvars.json", `{"region": "ca-central-1d"}`)
			output := ran.workspace.run(t, "plan", "-no-color")
			want := testkit.Wrapped(`region is a zone inside a region, and a password belongs to the whole region. Write "ca-central-1".`)
			if output.code != 1 || !want.MatchString(output.console) {
				t.Errorf("plan: %s", output)
			}
			ran.workspace.write(t, "terraform.tfvars.json", `{"region": "ca-central-1"}`)
		},
	},
	"functions/endpoint/fips.tf": {
		needs: []testkit.Feature{testkit.Functions},
		check: func(t *testing.T, ran run) {
			assertOutput(t, ran, "smtp_host", "email-smtp-fips.us-gov-west-1.amazonaws.com")
		},
	},
	"functions/endpoint/vpc.tf": {
		needs: []testkit.Feature{testkit.Functions},
		variables: map[string]any{
			"vpc_id": "vpc-1", "subnet_ids": []string{"subnet-1"}, "security_group_ids": []string{"sg-1"},
		},
		check: func(t *testing.T, ran run) {
			if !strings.Contains(ran.state, `"service_name": "com.amazonaws.eu-west-1.email-smtp"`) {
				t.Errorf("the state holds no VPC endpoint: %s", ran.state)
			}
		},
	},
	"functions/regions/for-each.tf": {
		needs:     []testkit.Feature{testkit.Functions},
		variables: exampleSecret,
		check: func(t *testing.T, ran run) {
			assertOutput(t, ran, "hosts", []string{
				"email-smtp.eu-central-1.amazonaws.com", "email-smtp.eu-north-1.amazonaws.com",
				"email-smtp.eu-west-1.amazonaws.com", "email-smtp.eu-west-2.amazonaws.com", "email-smtp.eu-west-3.amazonaws.com",
			})
		},
	},
	"functions/regions/validation.tf": {
		needs:     []testkit.Feature{testkit.Functions},
		variables: map[string]any{"regions": []string{"us-east-2", "sa-east-1"}},
		check: func(t *testing.T, ran run) {
			assertOutput(t, ran, "hosts", []string{"email-smtp.us-east-2.amazonaws.com", "email-smtp.sa-east-1.amazonaws.com"})
			ran.workspace.write(t, "terraform.tfvars.json", `{"regions": ["us-east-2", "af-south-1"]}`)
			output := ran.workspace.run(t, "plan", "-no-color")
			want := testkit.Wrapped("SES has an SMTP endpoint only in ap-northeast-1, ap-northeast-2,")
			if output.code != 1 || !want.MatchString(output.console) {
				t.Errorf("plan: %s", output)
			}
			ran.workspace.write(t, "terraform.tfvars.json", `{"regions": ["us-east-2", "sa-east-1"]}`)
		},
	},
	"functions/url/function.tf": {
		needs: []testkit.Feature{testkit.Functions},
		check: func(t *testing.T, ran run) {
			password := url.QueryEscape(testkit.PasswordIn(t, ran.key["secret"], "eu-west-1"))
			assertOutput(t, ran, "mailer_dsn",
				fmt.Sprintf("smtps://%s:%s@email-smtp.eu-west-1.amazonaws.com:465", ran.key["id"], password))
		},
	},
	"functions/url/other-hosts.tf": {
		needs: []testkit.Feature{testkit.Functions},
		variables: map[string]any{
			"access_key_id":     testkit.ExampleAccessKeyID,
			"secret_access_key": testkit.ExampleSecret,
			"vpc_endpoint_host": "vpce-1.example.com",
		},
		check: func(t *testing.T, ran run) {
			const user = "AKIAIOSFODNN7EXAMPLE:BLBM%2F9hSUELfq8Gw%2BrU1YcBjkOxGbhT2XG763xVLGWL9"
			assertOutput(t, ran, "starttls", "smtp://"+user+"@email-smtp.us-east-1.amazonaws.com:587")
			assertOutput(t, ran, "fips", "smtps://"+user+"@email-smtp-fips.us-east-1.amazonaws.com:465")
			assertOutput(t, ran, "vpc", "smtps://"+user+"@vpce-1.example.com:465")
		},
	},
	"quickstart": {
		needs:     []testkit.Feature{testkit.EphemeralResources},
		variables: map[string]any{"folder": "."},
		check: func(t *testing.T, ran run) {
			passwords, hosts := map[string]any{}, map[string]any{}
			for _, vector := range testkit.Vectors(t) {
				switch vector.Region {
				case "eu-west-1", "us-east-1", "us-west-2":
				default:
					continue
				}
				if vector.Right {
					passwords[vector.Region] = vector.Password
					hosts[vector.Region] = "email-smtp." + vector.Region + ".amazonaws.com"
					consumed, err := os.ReadFile(filepath.Join(ran.workspace.dir, vector.Region))
					if err != nil {
						t.Error(err)
					}
					assertEqual(t, "what the consumer got", string(consumed), vector.Password)
				}
			}
			assertOutput(t, ran, "data_source", passwords)
			assertOutput(t, ran, "function", passwords)
			assertOutput(t, ran, "hosts", hosts)
		},
	},
}

func assertTwoRegions(t *testing.T, ran run) {
	t.Helper()

	assertOutput(t, ran, "passwords", map[string]any{
		"eu-west-1": "BMW5RDrXmmVs0lV7GpI4oLkHXpZ4stDsk6q91z1g38Pk",
		"us-east-1": "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9",
	})
}

func assertOutput(t *testing.T, ran run, name string, want any) {
	t.Helper()

	assertEqual(t, "output "+name, ran.outputs[name], want)
}

func assertEqual(t *testing.T, what string, got, want any) {
	t.Helper()

	gotText, _ := json.Marshal(got)
	wantText, _ := json.Marshal(want)
	if string(gotText) != string(wantText) {
		t.Errorf("%s is %s, want %s", what, gotText, wantText)
	}
}

// Every example is run: apply, look at what came out, and find nothing to do
// the second time.
func TestExamples(t *testing.T) {
	t.Parallel()

	for name, example := range examples {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, example.needs...)

			files := exampleFiles(t, name)
			for name, text := range example.files {
				files[name] = text
			}
			if _, complete := files["versions.tf"]; !complete && !strings.Contains(strings.Join(texts(files), ""), "required_providers") {
				files["versions.tf"] = requiredProviders
			}
			variables, _ := json.Marshal(example.variables)
			files["terraform.tfvars.json"] = string(variables)
			if example.variables == nil {
				delete(files, "terraform.tfvars.json")
			}

			w := newWorkspace(t, files)
			record := filepath.Join(t.TempDir(), "recorded")
			w.env = append(w.env, standin.RecordFile+"="+record)
			if output := w.run(t, "apply", "-no-color", "-input=false", "-auto-approve"); output.code != 0 {
				t.Fatalf("apply: %s", output)
			}
			if example.check != nil {
				example.check(t, w.look(t, record))
			}
			if output := w.run(t, "plan", "-no-color", "-input=false", "-detailed-exitcode"); output.code != 0 {
				t.Errorf("the second plan is not empty: %s", output)
			}
		})
	}
}

func exampleFiles(t *testing.T, name string) map[string]string {
	t.Helper()

	path := filepath.Join(root, "examples", filepath.FromSlash(name))
	paths, err := filepath.Glob(filepath.Join(path, "*.tf"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(name, ".tf") {
		paths = []string{path}
	}
	files := map[string]string{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(path)] = string(text)
	}

	return files
}

func texts(files map[string]string) []string {
	var all []string
	for _, text := range files {
		all = append(all, text)
	}

	return all
}

func (w *workspace) look(t *testing.T, record string) run {
	t.Helper()

	// The file and not show -json, with which Terraform 1.11 crashes on the
	// postcondition of an ephemeral resource.
	var state struct {
		Outputs map[string]struct {
			Value any `json:"value"`
		} `json:"outputs"`
		Resources []struct {
			Type      string `json:"type"`
			Instances []struct {
				Attributes map[string]any `json:"attributes"`
			} `json:"instances"`
		} `json:"resources"`
	}
	text, err := os.ReadFile(filepath.Join(w.dir, "terraform.tfstate"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &state); err != nil {
		t.Fatal(err)
	}

	ran := run{workspace: w, state: string(text), outputs: map[string]any{}}
	for name, output := range state.Outputs {
		ran.outputs[name] = output.Value
	}
	for _, resource := range state.Resources {
		if resource.Type == "aws_iam_access_key" {
			ran.key = resource.Instances[0].Attributes
		}
	}
	recorded, err := os.ReadFile(record)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	ran.recorded = string(recorded)

	return ran
}

// No example may be forgotten.
func TestExamplesAreComplete(t *testing.T) {
	t.Parallel()

	err := filepath.WalkDir(filepath.Join(root, "examples"), func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".tf" {
			return err
		}
		name, err := filepath.Rel(filepath.Join(root, "examples"), path)
		if err != nil {
			return err
		}
		_, file := examples[filepath.ToSlash(name)]
		_, folder := examples[filepath.ToSlash(filepath.Dir(name))]
		if !file && !folder {
			t.Errorf("examples/%s is not run by any test", name)
		}

		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

var fence = regexp.MustCompile("(?s)```(?:terraform|hcl)\n(.*?)```")

// What people copy from the README and the generated pages is, to the letter, a
// file that is run.
func TestSnippetsAreExamples(t *testing.T) {
	t.Parallel()

	run := map[string]bool{}
	for name := range examples {
		for _, text := range exampleFiles(t, name) {
			run[text] = true
		}
	}
	pages := []string{filepath.Join(root, "README.md")}
	err := filepath.WalkDir(filepath.Join(root, "docs"), func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			pages = append(pages, path)
		}

		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		snippets := fence.FindAllStringSubmatch(string(text), -1)
		if len(snippets) == 0 {
			t.Errorf("%s has no example", page)
		}
		for _, snippet := range snippets {
			if !run[snippet[1]] {
				t.Errorf("%s holds a snippet that is no example:\n%s", page, snippet[1])
			}
		}
	}
}

// The error that the README shows is the one that the data source's example
// gives when its region is an availability zone.
func TestReadmeShowsTheError(t *testing.T) {
	t.Parallel()

	const name = "data-source.tf"
	files := exampleFiles(t, "data-sources/sessmtp_password/"+name)
	files[name] = strings.Replace(files[name], "eu-west-1", "us-east-1a", 1)
	files["versions.tf"] = requiredProviders
	console := newWorkspace(t, files).run(t, "validate", "-no-color").console
	_, message, _ := strings.Cut(console, "Error:")

	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Error:" + strings.TrimRight(message, "\n"); !strings.Contains(string(readme), "```text\n"+want+"\n```") {
		t.Errorf("the README does not show:\n%s", want)
	}
}
