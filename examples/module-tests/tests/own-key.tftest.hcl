# The test sets the access key, and the password is computed.

mock_provider "aws" {}

override_resource {
  target = aws_iam_access_key.smtp
  values = {
    id     = "AKIAIOSFODNN7EXAMPLE"
    secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  }
}

variables {
  region = "eu-west-1"
}

run "the_user_name_is_the_access_key_id" {
  assert {
    condition     = output.username == "AKIAIOSFODNN7EXAMPLE"
    error_message = "The user name is not the access key ID."
  }
}
