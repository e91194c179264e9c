# AWS is mocked, and the password is computed.

mock_provider "aws" {
  mock_resource "aws_iam_access_key" {
    defaults = {
      id     = "AKIAIOSFODNN7EXAMPLE"
      secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    }
  }

  # For modules that use the Region of the AWS provider.
  mock_data "aws_region" {
    defaults = {
      region = "us-east-1"
    }
  }
}

variables {
  region = "eu-west-1"
}

run "the_password_belongs_to_the_region" {
  assert {
    condition     = output.host == "email-smtp.eu-west-1.amazonaws.com"
    error_message = "The host belongs to another Region."
  }

  assert {
    condition     = startswith(output.password, "BMW5RDrXmmVs0lV7GpI4oLkH")
    error_message = "The password belongs to another key or Region."
  }
}
