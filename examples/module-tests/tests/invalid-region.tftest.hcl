# The module rejects a Region without an SES SMTP endpoint.

mock_provider "aws" {}

variables {
  region = "af-south-1"
}

run "the_region_is_rejected" {
  command = plan

  expect_failures = [var.region]
}
