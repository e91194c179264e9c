# The test sets the password. The mock of AWS may invent any key.

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

run "the_password_is_passed_on" {
  assert {
    condition     = output.password == "password"
    error_message = "The module returns another password."
  }
}
