# The password is given, whatever the mocked AWS invents for its key.

mock_provider "aws" {}

override_data {
  target = data.sessmtp_password.smtp
  values = {
    host     = "smtp.example.com"
    username = "user"
    password = "password"
  }
}

variables {
  region = "eu-west-1"
}

run "the_password_is_the_given_one" {
  assert {
    condition     = output.password == "password" && output.host == "smtp.example.com"
    error_message = "The module passes on something else."
  }
}
