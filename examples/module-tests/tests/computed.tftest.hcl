# AWS is mocked, the password is computed. A mock invents keys of 8 characters,
# which no AWS key has, so give one: this is the key of AWS's documentation.

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

run "the_credentials_are_of_the_region" {
  assert {
    condition     = output.host == "email-smtp.eu-west-1.amazonaws.com"
    error_message = "The host is of another region."
  }

  assert {
    condition     = output.username == "AKIAIOSFODNN7EXAMPLE"
    error_message = "The user name is not the access key ID."
  }

  assert {
    condition     = output.password == "BMW5RDrXmmVs0lV7GpI4oLkHXpZ4stDsk6q91z1g38Pk"
    error_message = "The password is of another key or region."
  }
}
