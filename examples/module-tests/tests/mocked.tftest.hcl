# Both providers are mocked, and invent all values.

mock_provider "aws" {}

mock_provider "sessmtp" {}

variables {
  region = "eu-west-1"
}

run "there_is_a_password" {
  assert {
    condition     = length(output.password) > 0
    error_message = "There is no password."
  }
}
