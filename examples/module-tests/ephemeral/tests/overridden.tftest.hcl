# The module with the ephemeral resource is overridden. Do not mock sessmtp:
# Terraform before 1.17 cannot mock ephemeral resources, not even overridden ones.

mock_provider "aws" {}

override_module {
  target = module.smtp
  outputs = {
    username           = "AKIAIOSFODNN7EXAMPLE"
    password_parameter = "/smtp/password"
  }
}

variables {
  region = "eu-west-1"
}

run "the_outputs_are_passed_on" {
  assert {
    condition     = output.smtp.password_parameter == "/smtp/password"
    error_message = "The module returns another parameter."
  }
}
