# From Terraform 1.17 on, the ephemeral resource can be mocked:
# terraform test -test-directory=mocked

mock_provider "aws" {}

mock_provider "sessmtp" {
  mock_ephemeral "sessmtp_password" {
    defaults = {
      password = "password"
    }
  }
}

variables {
  region = "eu-west-1"
}

run "the_password_is_written" {
  assert {
    condition     = output.smtp.password_parameter == "/smtp/password"
    error_message = "The module returns another parameter."
  }
}
