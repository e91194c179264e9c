# AWS is mocked, and the password is computed. A mock invents 8 characters, so set
# the key of AWS's documentation.

mock_provider "aws" {
  mock_resource "aws_iam_access_key" {
    defaults = {
      id     = "AKIAIOSFODNN7EXAMPLE"
      secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    }
  }
}

variables {
  region = "eu-west-1"
}

run "the_credentials_belong_to_the_region" {
  assert {
    condition     = output.host == "email-smtp.eu-west-1.amazonaws.com"
    error_message = "The host belongs to another Region."
  }

  assert {
    condition     = output.username == "AKIAIOSFODNN7EXAMPLE"
    error_message = "The user name is not the access key ID."
  }

  assert {
    condition     = startswith(output.password, "BMW5RDrXmmVs0lV7GpI4oLkH")
    error_message = "The password belongs to another key or Region."
  }
}
