# The same passwords from the ephemeral resource: Terraform 1.10, OpenTofu 1.11.

variable "folder" {
  description = "Where the consumer writes what it is given."
  type        = string
}

ephemeral "sessmtp_password" "this" {
  for_each = local.regions

  access_key_id     = local.access_key_id
  secret_access_key = local.secret_access_key
  region            = each.key

  lifecycle {
    postcondition {
      condition     = self.password == data.sessmtp_password.this[each.key].password
      error_message = "The ephemeral resource and the data source differ."
    }
  }
}

# Terraform shows no ephemeral value, so this stands for the write-only argument
# of a real consumer. It writes to a file only to let you see what arrived.
resource "terraform_data" "consumer" {
  for_each = local.regions

  provisioner "local-exec" {
    command = "printf '%s' \"$PASSWORD\" > \"$FOLDER/$REGION\""
    environment = {
      FOLDER   = var.folder
      REGION   = each.key
      PASSWORD = ephemeral.sessmtp_password.this[each.key].password
    }
  }
}
